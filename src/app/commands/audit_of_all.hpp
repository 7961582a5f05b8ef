#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/settings.hpp"
#include "audit/verify.hpp"

namespace burner::app {

/// `burner audit verify --all`: checks what every node has shipped to the database, the anchors, and the files of the
/// data directory against it. Prints what was checked, or all that is wrong; then it throws CLI::RuntimeError. Throws
/// std::runtime_error where something cannot be read.
void verify_all(const Settings& settings, audit::VerifyOptions options, const std::string& root);

/// Hands over every line that is in the database, without its end, chain after chain. Throws std::runtime_error where
/// it cannot be read.
void for_each_shipped_line(const Settings& settings, const std::function<void(std::string_view)>& take);

}  // namespace burner::app
