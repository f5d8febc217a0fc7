find_package(PkgConfig REQUIRED)
pkg_check_modules(CBC_PEER REQUIRED IMPORTED_TARGET cbc)
add_executable(bench_winner winner.cpp ../tests/auction/package_instances.cpp)
target_link_libraries(bench_winner PRIVATE terang_solver PkgConfig::CBC_PEER)
