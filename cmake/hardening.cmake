# Makes a mistake with memory end the program before somebody can use it. A server that signs tokens and a command that signs
# with a wallet's key are worth the little that it costs (row `hardening` of bench/README.md).
target_compile_options(burner_flags INTERFACE -fstack-protector-strong -fstack-clash-protection -D_GLIBCXX_ASSERTIONS)

# glibc's checks need an optimised build. Level 3 would look at sizes that are known only while the program runs; that costs lists
# 8 % of their speed, level 2 costs 1 % (of all flags together 2 %). A distribution may have set a level already.
target_compile_options(burner_flags INTERFACE "$<$<CONFIG:Release,RelWithDebInfo>:SHELL:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  target_compile_options(burner_flags INTERFACE -fcf-protection)
endif()
target_link_options(burner_flags INTERFACE LINKER:-z,relro,-z,now)
