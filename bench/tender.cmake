add_executable(bench_tender tender.cpp)
target_link_libraries(bench_tender PRIVATE terang_tender)
