# One target per folder: burner_library(NAME DEPS...) compiles every .cpp of the current folder into burner_NAME.

add_library(burner_flags INTERFACE)
target_include_directories(burner_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(burner_flags INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion
                       -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wno-missing-field-initializers -Wno-missing-designated-field-initializers
                       -fno-omit-frame-pointer)
target_compile_definitions(burner_flags INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
                           BOOST_ASIO_DISABLE_BOOST_ALIGN BOOST_BEAST_SEPARATE_COMPILATION BOOST_ERROR_CODE_HEADER_ONLY BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=8)
target_link_libraries(burner_flags INTERFACE Threads::Threads fmt::fmt)
if(BURNER_SANITIZE)
  target_compile_options(burner_flags INTERFACE -fsanitize=${BURNER_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(burner_flags INTERFACE -fsanitize=${BURNER_SANITIZE})
endif()
if(BURNER_HARDEN AND NOT BURNER_SANITIZE)
  include(${CMAKE_CURRENT_LIST_DIR}/hardening.cmake)
endif()
if(BURNER_FUZZ)
  target_compile_options(burner_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(BURNER_LTO)
  target_compile_options(burner_flags INTERFACE -flto=thin -ffat-lto-objects)
endif()

# burner_optimize_whole(PROGRAM) optimises across files when it links. Objects hold machine code beside the bitcode, so that
# tests, which need not be fast, link without it.
function(burner_optimize_whole program)
  if(BURNER_LTO)
    target_link_options(${program} PRIVATE -flto=thin -ffat-lto-objects -O2 LINKER:--thinlto-cache-dir=${CMAKE_BINARY_DIR}/lto)
  endif()
endfunction()

# burner_precompile(HEADER) compiles cmake/HEADER.hpp; burner_read_precompiled(TARGET HEADER) makes a target read that.
function(burner_precompile header)
  if(BURNER_PCH)
    add_library(burner_${header} OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
    target_link_libraries(burner_${header} PRIVATE burner_flags ${ARGN})
    # With its time in it no two would be alike, and nothing compiled with it found in the cache.
    target_compile_options(burner_${header} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    target_precompile_headers(burner_${header} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/${header}.hpp)
  endif()
endfunction()

function(burner_read_precompiled target header)
  if(BURNER_PCH)
    target_precompile_headers(${target} REUSE_FROM burner_${header})
  endif()
endfunction()

burner_precompile(precompiled)

function(burner_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(burner_${name} STATIC ${sources})
  target_link_libraries(burner_${name} PUBLIC burner_flags ${ARGN})
  burner_read_precompiled(burner_${name} precompiled)
endfunction()

# burner_test(FOLDER DEPS...) compiles tests/FOLDER/**_test.cpp (and what stands beside them) into FOLDER_tests.
function(burner_test folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${folder}_tests ${sources})
  target_include_directories(${folder}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${folder}_tests PRIVATE ${ARGN} burner_test_flags GTest::gmock GTest::gtest_main)
  burner_read_precompiled(${folder}_tests precompiled_tests)
  add_test(NAME ${folder} COMMAND ${folder}_tests WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

# burner_fuzzer(NAME DEPS...) builds tests/fuzz/NAME.cpp as fuzz_NAME.
function(burner_fuzzer name)
  add_executable(fuzz_${name} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/${name}.cpp)
  target_link_libraries(fuzz_${name} PRIVATE ${ARGN})
  target_include_directories(fuzz_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
