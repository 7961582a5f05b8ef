#pragma once

#include <string>

#include <sys/types.h>

namespace burner::app {

/// Returns what the machine calls a user; the number where it has no name for it.
std::string user_name(uid_t user);

}  // namespace burner::app
