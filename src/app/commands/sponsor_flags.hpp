#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "solana/sponsorship.hpp"
#include "transactions/sponsor/sponsor_store.hpp"

namespace CLI {
class App;
}

namespace burner::app {

/// The flags of a project about who pays for its wallets, as they were given: `--sponsor` and its budgets.
struct SponsorFlags {
    std::optional<std::string> sponsor;  ///< "none" takes it away
    std::optional<std::uint64_t> project_budget;
    std::optional<std::uint64_t> key_budget;
    std::optional<std::uint64_t> wallet_budget;
    std::optional<std::uint64_t> floor;

    void add_to(CLI::App& command);
    /// Changes what was given and keeps the rest. Throws std::runtime_error, naming the flag, for a sponsor that is not
    /// in the store, and for budgets without one.
    std::optional<solana::Sponsorship> change(std::optional<solana::Sponsorship> before,
                                              transactions::SponsorStore& sponsors) const;
};

/// Describes a sponsorship in one line.
std::string to_words(const std::optional<solana::Sponsorship>& terms);

}  // namespace burner::app
