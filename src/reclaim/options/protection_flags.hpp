#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/protection.hpp"
#include "base/result.hpp"

namespace CLI {
class App;
}

namespace burner::reclaim {

/// The flags `--protect-above-usd`, `--protect-mint` and `--protect-collection`, as they were given.
struct ProtectionFlags {
    std::optional<std::string> above_usd;                 ///< "none" takes it away
    std::optional<std::vector<std::string>> mints;        ///< "none" alone: no mint
    std::optional<std::vector<std::string>> collections;  ///< the same

    void add_to(CLI::App& command);
    /// Changes what was given and keeps the rest. The error is a sentence that names the flag.
    base::Result<assets::Protection, std::string> change(assets::Protection before) const;
};

/// Describes a protection in one line; `nothing` if it has no rule.
std::string to_words(const assets::Protection& protection);

}  // namespace burner::reclaim
