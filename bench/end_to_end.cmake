add_executable(bench_end_to_end end_to_end.cpp end_to_end_house.cpp load_client.cpp ${PROJECT_SOURCE_DIR}/tests/net/client.cpp
               ${PROJECT_SOURCE_DIR}/tests/faults/process.cpp)
target_include_directories(bench_end_to_end PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(bench_end_to_end PRIVATE terang_server OpenSSL::SSL Threads::Threads)
add_dependencies(bench_end_to_end terang)
target_compile_definitions(bench_end_to_end PRIVATE TERANG_PROGRAM="$<TARGET_FILE:terang>" TERANG_VERIFY_PROGRAM="$<TARGET_FILE:terang-verify>"
                                                    TERANG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

add_executable(bench_packages_live packages_live.cpp end_to_end_house.cpp load_client.cpp ${PROJECT_SOURCE_DIR}/tests/auction/package_instances.cpp
               ${PROJECT_SOURCE_DIR}/tests/net/client.cpp ${PROJECT_SOURCE_DIR}/tests/faults/process.cpp)
target_include_directories(bench_packages_live PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(bench_packages_live PRIVATE terang_server OpenSSL::SSL Threads::Threads)
add_dependencies(bench_packages_live terang terang-verify)
target_compile_definitions(bench_packages_live PRIVATE TERANG_PROGRAM="$<TARGET_FILE:terang>" TERANG_VERIFY_PROGRAM="$<TARGET_FILE:terang-verify>"
                                                       TERANG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
