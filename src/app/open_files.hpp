#pragma once

#include <cstddef>
#include <cstdint>

namespace burner::app {

/// Returns how many files a server with so many connections may have open.
std::uint64_t open_files_for(std::size_t connections);

/// Lets this process open as many files, where the hard limit allows it; shells begin with 1,024.
void allow_open_files(std::size_t connections);

}  // namespace burner::app
