add_executable(bench_search search.cpp)
target_include_directories(bench_search PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(bench_search PRIVATE terang_ocds terang_ledger_pg)
