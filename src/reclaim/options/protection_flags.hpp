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

/// `--protect-above-usd`, `--protect-mint` and `--protect-collection`, as they were given.
struct ProtectionFlags {
    std::optional<std::string> above_usd;                 ///< "none" takes it away
    std::optional<std::vector<std::string>> mints;        ///< "none" alone: no mint
    std::optional<std::vector<std::string>> collections;  ///< the same

    void add_to(CLI::App& command);
    /// What was not given stays as it was. The error is a sentence that names the flag.
    base::Result<assets::Protection, std::string> change(assets::Protection before) const;
};

/// In one line of words, `nothing` where there is no rule.
std::string to_words(const assets::Protection& protection);

}  // namespace burner::reclaim
