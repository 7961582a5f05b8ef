#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "reclaim/options/options.hpp"

namespace burner::reclaim {

/// Says what is wrong with options that parsed, in a sentence with the way out, before anybody is asked for anything;
/// nullopt if they are right.
std::optional<std::string> option_problem(const ReclaimOptions& options);

/// Reads SOL as people write it, at most nine places ("0.001"), into lamports; nullopt for anything else and for more
/// than exists.
std::optional<std::uint64_t> lamports_from_sol(std::string_view text);

/// Reads dollars such as "0.05" or "25"; nullopt for anything else.
std::optional<double> dollars_from(const std::string& text);

}  // namespace burner::reclaim
