# terang_embed(target file variable name): compiles a text file into the target as `extern const char name[]` in
# namespace terang::server, so that the program needs no files beside it.
function(terang_embed target file name)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  file(READ ${file} TEXT)
  set(NAME ${name})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  file(CONFIGURE OUTPUT ${out} CONTENT
       "namespace terang::server {\nextern const char @NAME@[];\nconst char @NAME@[] = R\"embedded(@TEXT@)embedded\";\n}\n" @ONLY)
  target_sources(${target} PRIVATE ${out})
endfunction()

# terang_embed_all(target pattern name count): the same for every file that fits, as an array of texts.
function(terang_embed_all target pattern name count)
  file(GLOB files CONFIGURE_DEPENDS ${pattern})
  set(items "")
  foreach(file ${files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} TEXT)
    string(APPEND items "R\"embedded(${TEXT})embedded\",\n")
  endforeach()
  set(NAME ${name})
  set(COUNT ${count})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
  file(CONFIGURE OUTPUT ${out} CONTENT
       "#include <cstddef>\nnamespace terang::server {\nextern const char* const @NAME@[];\nextern const std::size_t @COUNT@;\nconst char* const @NAME@[] = {\n@items@nullptr};\nconst std::size_t @COUNT@ = sizeof @NAME@ / sizeof @NAME@[0] - 1;\n}\n" @ONLY)
  target_sources(${target} PRIVATE ${out})
endfunction()
