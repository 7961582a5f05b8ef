#include "app/commands/sponsor_flags.hpp"

#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/value_or_throw.hpp"

namespace burner::app {

namespace {

/// What a project has that names a sponsor and no more: a thousand failures a day for it, twenty for a wallet.
constexpr solana::Sponsorship usual_terms{{}, {20'000'000}, {20'000'000}, {1'000'000}, {10'000'000}};
/// A payer must keep the rent of an empty account, which never was more.
constexpr base::Lamports least_floor{890'880};
constexpr std::uint64_t most_lamports = 1'000'000'000'000;

solana::Pubkey sponsor_from(const std::string& text, transactions::SponsorStore& sponsors) {
    const auto address = solana::pubkey_from_base58(text);
    if (!address) throw std::runtime_error("--sponsor must be the base58 address of a sponsor, or none");
    if (!value_or_throw(sponsors.find(*address)))
        throw std::runtime_error(
            fmt::format("--sponsor: there is no sponsor {}; `burner sponsor list` shows them, and `burner sponsor "
                        "create` makes one",
                        text));
    return *address;
}

void set(base::Lamports& budget, const std::optional<std::uint64_t>& given) {
    if (given) budget = {*given};
}

}  // namespace

void SponsorFlags::add_to(CLI::App& command) {
    command
        .add_option("--sponsor", sponsor, "Sponsor that pays for wallets which cannot, or none (burner sponsor create)")
        ->type_name("ADDRESS");
    const auto add = [&](const char* name, std::optional<std::uint64_t>& value, const char* help) {
        command.add_option(name, value, help)->type_name("LAMPORTS")->check(CLI::Range(most_lamports));
    };
    add("--sponsor-project-budget", project_budget, "The most that the project may put at risk in a day [20000000]");
    add("--sponsor-key-budget", key_budget, "The same of each API key [20000000]");
    add("--sponsor-wallet-budget", wallet_budget, "The same of each wallet [1000000]");
    add("--sponsor-floor", floor, "What the sponsor keeps in any case [10000000]");
}

std::optional<solana::Sponsorship> SponsorFlags::change(std::optional<solana::Sponsorship> before,
                                                        transactions::SponsorStore& sponsors) const {
    auto terms = before;
    if (sponsor == "none") terms.reset();
    if (sponsor && sponsor != "none") {
        if (!terms) terms = usual_terms;
        terms->sponsor = sponsor_from(*sponsor, sponsors);
    }
    if (!terms) {
        if (project_budget || key_budget || wallet_budget || floor)
            throw std::runtime_error("budgets of a sponsor need one: name it with --sponsor ADDRESS");
        return std::nullopt;
    }
    set(terms->project_budget, project_budget);
    set(terms->key_budget, key_budget);
    set(terms->wallet_budget, wallet_budget);
    set(terms->floor, floor);
    if (terms->floor < least_floor)
        throw std::runtime_error(fmt::format(
            "--sponsor-floor must be at least {}: the cluster takes no payer that keeps less", least_floor.value));
    return terms;
}

std::string to_words(const std::optional<solana::Sponsorship>& terms) {
    if (!terms) return "none";
    return fmt::format("{}, a day {} lamports, a key {}, a wallet {}, floor {}", solana::to_base58(terms->sponsor),
                       terms->project_budget.value, terms->key_budget.value, terms->wallet_budget.value,
                       terms->floor.value);
}

}  // namespace burner::app
