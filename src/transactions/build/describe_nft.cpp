#include "transactions/build/describe_nft.hpp"

#include <fmt/format.h>

#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {

namespace {

DescribedInstruction in_words(const solana::token_metadata::Burned& burned) {
    const std::string mint = to_base58(burned.mint);
    const std::string account = to_base58(burned.token_account);
    const std::string owner = to_base58(burned.owner);
    return {
        {},
        "burn_v1",
        fmt::format("Burn the NFT {} in {}, close its accounts and send their lamports to {}", mint, account, owner),
        {{"account", account}, {"mint", mint}, {"destination", owner}}};
}

DescribedInstruction in_words(const solana::core::Burned& burned) {
    const std::string asset = to_base58(burned.asset);
    const std::string owner = to_base58(burned.owner);
    return {{},
            "burn_v1",
            fmt::format("Burn the Core asset {} and send its lamports to {}", asset, owner),
            {{"asset", asset}, {"destination", owner}}};
}

DescribedInstruction in_words(const solana::bubblegum::Burned& burned) {
    const std::string asset = to_base58(burned.asset);
    const std::string tree = to_base58(burned.tree);
    return {{},
            burned.version == solana::BubblegumVersion::v1 ? "burn" : "burn_v2",
            fmt::format("Burn the compressed NFT {} of tree {}", asset, tree),
            {{"asset", asset}, {"tree", tree}}};
}

}  // namespace

std::optional<DescribedInstruction> describe_nft(const solana::Instruction& instruction) {
    if (const auto burned = solana::token_metadata::burned(instruction)) return in_words(*burned);
    if (const auto burned = solana::core::burned(instruction)) return in_words(*burned);
    if (const auto burned = solana::bubblegum::burned(instruction)) return in_words(*burned);
    return std::nullopt;
}

}  // namespace burner::transactions
