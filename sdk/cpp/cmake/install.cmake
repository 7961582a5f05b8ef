# `cmake --install` puts the client where find_package(burnandclaim) and pkg-config find it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/burnandclaim)
set_target_properties(burner_sdk PROPERTIES OUTPUT_NAME burnandclaim EXPORT_NAME sdk)
set_target_properties(burner_signing PROPERTIES OUTPUT_NAME burnandclaim_signing EXPORT_NAME signing)

install(TARGETS burner_sdk burner_signing EXPORT burnandclaim ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include/ ${signing_folder}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT burnandclaim NAMESPACE burnandclaim:: DESTINATION ${config_folder})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/burnandclaim-config.cmake.in burnandclaim-config.cmake
                              INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(burnandclaim-config-version.cmake COMPATIBILITY SameMinorVersion)
configure_file(${CMAKE_CURRENT_LIST_DIR}/burnandclaim.pc.in burnandclaim.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/burnandclaim-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/burnandclaim-config-version.cmake
        DESTINATION ${config_folder})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/burnandclaim.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
