add_executable(bench_sealing sealing.cpp)
target_link_libraries(bench_sealing PRIVATE terang_sealing OpenSSL::Crypto Threads::Threads)
