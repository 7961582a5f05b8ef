#include "app/chain_facts.hpp"

#include <array>
#include <utility>

#include "solana/accounts/feature.hpp"
#include "solana/programs/ids.hpp"

namespace burner::app {

namespace {

constexpr solana::Pubkey clock_sysvar = solana::pubkey("SysvarC1ock11111111111111111111111111111111");

/// Reads from the Clock sysvar what time it is by the cluster's validators, to the second: the last of five numbers of
/// eight bytes.
std::optional<base::UnixTime> cluster_time(base::ByteView data) {
    constexpr std::size_t size = 40;
    constexpr std::uint64_t max_seconds = std::uint64_t{1} << 40;  // so that milliseconds fit
    if (data.size() != size) return std::nullopt;
    const auto seconds = base::read_le<std::uint64_t>(data, size - sizeof(std::uint64_t));
    if (seconds > max_seconds) return std::nullopt;
    return base::UnixTime{std::chrono::seconds{seconds}};
}

}  // namespace

base::Task<base::Result<ChainFacts>> read_chain_facts(upstreams::SolanaRpc& rpc) {
    ChainFacts facts;
    auto version = co_await rpc.get_version();
    if (!version) co_return std::unexpected(version.error());
    facts.version = *std::move(version);
    auto genesis = co_await rpc.get_cluster();
    if (!genesis) co_return std::unexpected(genesis.error());
    facts.genesis = *std::move(genesis);
    const std::vector<solana::Pubkey> keys{clock_sysvar, solana::ids::rent_sysvar, solana::ids::transaction_v1_feature};
    const auto accounts = co_await rpc.get_accounts(keys);
    if (!accounts) co_return std::unexpected(accounts.error());
    const auto& [clock, rent, feature] = std::tie(accounts->value[0], accounts->value[1], accounts->value[2]);
    facts.slot = accounts->slot;
    if (clock) facts.time = cluster_time(clock->data);
    if (rent) facts.rent = solana::parse_rent(rent->data);
    facts.takes_v1 = solana::is_active_feature(feature);
    co_return facts;
}

std::string_view cluster_name(std::string_view genesis) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> known{{
        {"5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d", "mainnet-beta"},
        {"EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG", "devnet"},
        {"4uhcVJyU9pJkvQyUS88uRDiswHXSCkY3zQawwpjk2NsY", "testnet"},
    }};
    for (const auto& [hash, name] : known) {
        if (hash == genesis) return name;
    }
    return "a cluster of its own";
}

}  // namespace burner::app
