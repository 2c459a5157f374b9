# What others link: prony::harness, prony::reports and prony::program, within this build, from a
# project that this one is a part of, and installed.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# <prony/...> as an installed header is found, for users of the build itself.
set(headers ${PROJECT_BINARY_DIR}/include/prony)
file(MAKE_DIRECTORY ${headers})
foreach(folder harness reports scenarios)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${headers}/${folder} SYMBOLIC)
endforeach()
file(WRITE ${headers}/prony.h.new "#include \"scenarios/program/prony.h\"\n")
file(COPY_FILE ${headers}/prony.h.new ${headers}/prony.h ONLY_IF_DIFFERENT)

set(archives "")
foreach(part harness reports program)
  get_property(libraries GLOBAL PROPERTY PRONY_PART_${part})
  foreach(library IN LISTS libraries)
    set_target_properties(${library} PROPERTIES OUTPUT_NAME prony-${library})
    string(APPEND archives " -lprony-${library}")
  endforeach()
  add_library(prony_part_${part} INTERFACE)
  target_link_libraries(prony_part_${part} INTERFACE ${libraries})
  target_include_directories(prony_part_${part} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include> $<INSTALL_INTERFACE:include>)
  set_target_properties(prony_part_${part} PROPERTIES EXPORT_NAME ${part})
  add_library(prony::${part} ALIAS prony_part_${part})
  install(TARGETS ${libraries} prony_part_${part} EXPORT prony-${part} COMPONENT ${part})
  install(EXPORT prony-${part} NAMESPACE prony:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/prony
    COMPONENT ${part})
endforeach()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/harness DESTINATION include/prony COMPONENT harness
  FILES_MATCHING PATTERN "*.h" PATTERN "test_*.h" EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/reports DESTINATION include/prony COMPONENT reports
  FILES_MATCHING PATTERN "*.h")
foreach(folder command commands_compared contenders described gate general http openai program replay scraped templates terminal traces words)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/${folder} DESTINATION include/prony/scenarios
    COMPONENT program FILES_MATCHING PATTERN "*.h" PATTERN "test_*.h" EXCLUDE)
endforeach()
install(FILES ${headers}/prony.h DESTINATION include/prony COMPONENT program)

configure_package_config_file(${PROJECT_SOURCE_DIR}/harness/prony-config.cmake.in
  ${PROJECT_BINARY_DIR}/prony-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/prony)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/prony-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/prony-config.cmake
  ${PROJECT_BINARY_DIR}/prony-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/prony COMPONENT harness)

# For builds without CMake.
set(PRONY_ARCHIVES "${archives}")
file(RELATIVE_PATH PRONY_TO_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${PROJECT_SOURCE_DIR}/harness/prony.pc.in ${PROJECT_BINARY_DIR}/prony.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/prony.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
  COMPONENT program)
