# Makes a mistake with memory end the program before somebody can use it. A server that signs tokens and a command that signs
# with a wallet's key are worth the little that it costs (row `hardening` of bench/README.md).
target_compile_options(burner_flags INTERFACE -fstack-protector-strong -fstack-clash-protection -D_GLIBCXX_ASSERTIONS)

# glibc's checks need an optimised build. A distribution may have set a lower level already.
target_compile_options(burner_flags INTERFACE "$<$<CONFIG:Release,RelWithDebInfo>:SHELL:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  target_compile_options(burner_flags INTERFACE -fcf-protection)
endif()
target_link_options(burner_flags INTERFACE LINKER:-z,relro,-z,now)
