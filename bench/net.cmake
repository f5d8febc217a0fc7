foreach(subject broadcast idle_memory)
  add_executable(bench_${subject} ${CMAKE_CURRENT_LIST_DIR}/${subject}.cpp ${CMAKE_CURRENT_LIST_DIR}/net_watchers.cpp
                 ${PROJECT_SOURCE_DIR}/tests/net/client.cpp)
  target_include_directories(bench_${subject} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(bench_${subject} PRIVATE terang_net OpenSSL::SSL)
endforeach()
