# Tenders published elsewhere: import of OCDS files, and the search over those and our own.
find_package(ZLIB REQUIRED)
find_library(PQXX_LIBRARY pqxx REQUIRED)
find_library(PQ_LIBRARY pq REQUIRED)
terang_library(terang_ocds ocds_input.cpp ocds_cutter.cpp ocds_money.cpp ocds_merge.cpp ocds_release.cpp ocds_row.cpp
               pg_ocds_store.cpp pg_reference.cpp ocds_import.cpp ocds_report.cpp ocds_page.cpp pg_search.cpp pg_search_query.cpp)
target_link_libraries(terang_ocds PUBLIC terang_base terang_auction ${PQXX_LIBRARY} ${PQ_LIBRARY} PRIVATE ZLIB::ZLIB)
