# The cores that decide, compiled for browsers: from the same lists of sources as the platform's own.
# WASI's C library without the system below it: nothing but memory and arithmetic is linked, the program imports one function.
set(CMAKE_STATIC_LIBRARY_PREFIX lib)
set(CMAKE_CXX_FLAGS_RELEASE "-Oz")
# What an assertion names is told to people: the place in the sources, not on some machine.
add_compile_options(-fno-exceptions -fno-rtti -w -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=)

function(terang_library name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()
foreach(folder base auction auction/codec tender)
  add_subdirectory(${folder})
endforeach()

# Most of the time goes into headers: a unit or two a library instead of one a source. The second, and those alone, are for
# what gives a name of the first to another thing of its own. Where that has come to be so since, scripts/replay_wasm compiles
# one by one.
option(TERANG_UNITY "Many sources in one unit" ON)
set(second "supply_rules|constraint_json|rules_json|decide_surrogate")
set(alone "package_write|package_solution_json")
# What shows tenders, solves or rehearses them decides nothing.
set(idle "view_.*|disclosure|lot_replay|practice|packages|rehearse|scenario|steps|package_read|package_solution|greedy|evaluation_json|exact|methods|validate")
foreach(library terang_base terang_auction terang_auction_codec terang_tender)
  get_target_property(sources ${library} SOURCES)
  get_target_property(folder ${library} SOURCE_DIR)
  list(FILTER sources EXCLUDE REGEX "(^|/)(${idle})\\.cpp$")
  set_target_properties(${library} PROPERTIES SOURCES "${sources}" UNITY_BUILD ${TERANG_UNITY} UNITY_BUILD_MODE GROUP)
  foreach(source ${sources})
    set(group first)
    if(source MATCHES "(^|/)(${second})\\.cpp$")
      set(group second)
    endif()
    if(NOT source MATCHES "(^|/)(${alone})\\.cpp$")
      set_source_files_properties(${folder}/${source} TARGET_DIRECTORY ${library} PROPERTIES UNITY_GROUP ${group})
    endif()
  endforeach()
endforeach()

add_executable(replay web/replay/replay.cpp ledger/entry.cpp ledger/envelope.cpp ledger/verify/decision_checker.cpp
               ledger/verify/erasure_checker.cpp ledger/verify/tender_replayer.cpp)
target_include_directories(replay PRIVATE ${PROJECT_SOURCE_DIR})
foreach(library terang_base terang_auction terang_auction_codec terang_tender)
  target_sources(replay PRIVATE $<TARGET_OBJECTS:${library}>)
endforeach()
# A stack that overflows runs into the bottom of memory and stops, instead of running over what is there.
target_link_options(replay PRIVATE -mexec-model=reactor -Wl,--gc-sections -Wl,-s -Wl,--stack-first -Wl,-z,stack-size=1048576)
set_target_properties(replay PROPERTIES SUFFIX .wasm UNITY_BUILD ${TERANG_UNITY})
