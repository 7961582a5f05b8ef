# `cmake --install` puts the client where find_package(burnandclaim) and pkg-config find it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/burnandclaim)
set_target_properties(burner_sdk PROPERTIES OUTPUT_NAME burnandclaim EXPORT_NAME sdk)
set_target_properties(burner_signing PROPERTIES OUTPUT_NAME burnandclaim_signing EXPORT_NAME signing)

# An exported target names others only where no expression of ours stands around them.
get_target_property(links burner_sdk INTERFACE_LINK_LIBRARIES)
string(REPLACE "$<LINK_ONLY:$<LINK_ONLY:burner_signing>>" "$<LINK_ONLY:burner_signing>" links "${links}")
set_target_properties(burner_sdk PROPERTIES INTERFACE_LINK_LIBRARIES "${links}")

install(TARGETS burner_sdk burner_signing EXPORT burnandclaim ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include/ ${signing_folder}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT burnandclaim NAMESPACE burnandclaim:: DESTINATION ${config_folder})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/burnandclaim-config.cmake.in burnandclaim-config.cmake
                              INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(burnandclaim-config-version.cmake COMPATIBILITY SameMinorVersion)
# `cmake --install --prefix` may name another prefix than the configuration did.
file(RELATIVE_PATH way_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/burnandclaim.pc.in burnandclaim.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/burnandclaim-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/burnandclaim-config-version.cmake
        DESTINATION ${config_folder})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/burnandclaim.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
