add_executable(bench_audit audit.cpp real_ledger.cpp ${PROJECT_SOURCE_DIR}/tests/net/client.cpp ${PROJECT_SOURCE_DIR}/tests/faults/process.cpp)
target_include_directories(bench_audit PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(bench_audit PRIVATE terang_server terang_tender terang_ledger_pg OpenSSL::SSL Threads::Threads)
add_dependencies(bench_audit terang terang-verify)
target_compile_definitions(bench_audit PRIVATE TERANG_PROGRAM="$<TARGET_FILE:terang>" TERANG_VERIFY_PROGRAM="$<TARGET_FILE:terang-verify>"
                                               TERANG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
