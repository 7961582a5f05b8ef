burner_fuzzer(signing_check burner_signing)
target_sources(fuzz_signing_check PRIVATE signing/scene.cpp signing/promise.cpp signing/random_scene.cpp)
target_include_directories(fuzz_signing_check PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
