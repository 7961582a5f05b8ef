#include "reclaim/options/protection_flags.hpp"

#include <algorithm>
#include <ranges>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {

namespace {

constexpr auto above_usd_flag = "--protect-above-usd";
constexpr auto mint_flag = "--protect-mint";
constexpr auto collection_flag = "--protect-collection";
constexpr std::string_view none = "none";

using Addresses = std::vector<solana::Pubkey>;

base::Result<std::optional<std::string>, std::string> limit_from(const std::string& text) {
    if (text == none) return std::nullopt;
    if (auto limit = assets::usd_from_text(text)) return limit;
    return std::unexpected(
        fmt::format("{} takes dollars such as 25 or 0.5, or none, not {}", above_usd_flag, printable(text, 60)));
}

base::Result<Addresses, std::string> addresses_from(const char* flag, const std::vector<std::string>& texts) {
    Addresses addresses;
    if (texts == std::vector{std::string{none}}) return addresses;
    for (const std::string& text : texts) {
        const auto address = solana::pubkey_from_base58(text);
        if (!address) return std::unexpected(fmt::format("{} takes addresses, not {}", flag, printable(text, 60)));
        if (std::ranges::find(addresses, *address) == addresses.end()) addresses.push_back(*address);
    }
    if (addresses.size() <= assets::max_protected) return addresses;
    return std::unexpected(fmt::format("{} takes at most {} addresses", flag, assets::max_protected));
}

void add_words(std::string& words, std::string_view what, const Addresses& addresses) {
    if (addresses.empty()) return;
    const auto texts =
        addresses | std::views::transform([](const auto& address) { return solana::to_base58(address); });
    fmt::format_to(std::back_inserter(words), "{}{} {}", words.empty() ? "" : ", ", what, fmt::join(texts, " "));
}

}  // namespace

void ProtectionFlags::add_to(CLI::App& command) {
    command
        .add_option(above_usd_flag, above_usd,
                    "do not burn what is worth more dollars than this; none: burn whatever it is worth")
        ->type_name("USD");
    command
        .add_option(mint_flag, mints,
                    "mints, Core assets and compressed NFTs that are not burned; they replace those set before, and "
                    "none clears them")
        ->type_name("ADDRESS");
    command
        .add_option(collection_flag, collections,
                    "collections whose NFTs are not burned; they replace those set before, and none clears them")
        ->type_name("ADDRESS");
}

base::Result<assets::Protection, std::string> ProtectionFlags::change(assets::Protection before) const {
    if (above_usd) {
        auto limit = limit_from(*above_usd);
        if (!limit) return std::unexpected(std::move(limit.error()));
        before.above_usd = *std::move(limit);
    }
    if (mints) {
        auto addresses = addresses_from(mint_flag, *mints);
        if (!addresses) return std::unexpected(std::move(addresses.error()));
        before.mints = *std::move(addresses);
    }
    if (collections) {
        auto addresses = addresses_from(collection_flag, *collections);
        if (!addresses) return std::unexpected(std::move(addresses.error()));
        before.collections = *std::move(addresses);
    }
    return before;
}

std::string to_words(const assets::Protection& protection) {
    std::string words;
    if (protection.above_usd) words = fmt::format("above {} USD", *protection.above_usd);
    add_words(words, "mints", protection.mints);
    add_words(words, "collections", protection.collections);
    return words.empty() ? "nothing" : words;
}

}  // namespace burner::reclaim
