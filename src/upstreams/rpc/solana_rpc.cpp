#include "upstreams/rpc/solana_rpc.hpp"

#include "solana/programs/compute_budget.hpp"
#include "upstreams/rpc/solana_rpc_call.hpp"

namespace burner::upstreams {

using solana::compute_budget::max_fee_accounts;

namespace {

constexpr std::string_view confirmed = R"([{"commitment":"confirmed"}])";

}  // namespace

std::unexpected<base::Error> unavailable() {
    return base::fail(base::ErrorCode::upstream_unavailable, "Solana RPC unavailable");
}

SolanaRpc::SolanaRpc(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer)
    : client_(io, http, std::move(settings), std::move(observer)) {}

base::Task<base::Result<solana::LatestBlockhash>> SolanaRpc::get_latest_blockhash() {
    return ask<solana::LatestBlockhash>(
        "getLatestBlockhash", std::string{confirmed},
        [this](std::string& body, std::uint64_t id) { return reader_.latest_blockhash(body, id); });
}

base::Task<base::Result<solana::BlockHeight>> SolanaRpc::get_block_height() {
    return ask<solana::BlockHeight>(
        "getBlockHeight", std::string{confirmed},
        [this](std::string& body, std::uint64_t id) { return reader_.block_height(body, id); });
}

base::Task<base::Result<std::vector<solana::PrioritizationFee>>> SolanaRpc::get_recent_prioritization_fees(
    std::vector<solana::Pubkey> writable) {
    if (writable.size() > max_fee_accounts) writable.resize(max_fee_accounts);
    std::string params{'['};
    append_base58_list(params, writable);
    params += ']';
    return ask<std::vector<solana::PrioritizationFee>>(
        "getRecentPrioritizationFees", std::move(params),
        [this](std::string& body, std::uint64_t id) { return reader_.prioritization_fees(body, id); });
}

base::Task<base::Result<std::string>> SolanaRpc::get_cluster() {
    if (cluster_) co_return *cluster_;
    auto hash = co_await ask<std::string>(
        "getGenesisHash", "[]", [this](std::string& body, std::uint64_t id) { return reader_.genesis_hash(body, id); });
    if (hash) cluster_ = *hash;
    co_return hash;
}

}  // namespace burner::upstreams
