add_executable(bench_engine engine.cpp engine_peer.cpp)
target_link_libraries(bench_engine PRIVATE terang_auction)
