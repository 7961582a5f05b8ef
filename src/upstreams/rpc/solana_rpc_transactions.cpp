#include <algorithm>

#include "base/base64.hpp"
#include "upstreams/rpc/solana_rpc_call.hpp"

namespace burner::upstreams {

using solana::SendFailure;
using solana::Signature;

namespace {

constexpr std::size_t statuses_per_call = 256;  // of getSignatureStatuses
constexpr std::int64_t preflight_failed = -32002;

/// Tells whether `transaction`'s first signature, its id, is `signature`: one length byte, then the signatures.
bool is_id_of(const Signature& signature, base::ByteView transaction) {
    if (transaction.size() <= signature.bytes.size()) return false;
    return std::ranges::equal(transaction.subspan(1, signature.bytes.size()), signature.bytes);
}

}  // namespace

base::Task<base::Result<solana::Simulation>> SolanaRpc::simulate(base::Bytes transaction,
                                                                 std::vector<solana::Pubkey> watch) {
    std::string params = R"([")";
    params += base::to_base64(transaction);
    params += R"(",{"encoding":"base64","commitment":"confirmed","sigVerify":false,"replaceRecentBlockhash":true)";
    if (!watch.empty()) {
        params += R"(,"accounts":{"encoding":"base64","addresses":)";
        append_base58_list(params, watch);
        params += '}';
    }
    params += "}]";
    return ask<solana::Simulation>("simulateTransaction", std::move(params),
                                   [this, watched = watch.size()](std::string& body, std::uint64_t id) {
                                       return reader_.simulation(body, id, watched);
                                   });
}

base::Task<base::Result<Signature, SendFailure>> SolanaRpc::send(base::Bytes transaction) {
    std::string params = R"([")";
    params += base::to_base64(transaction);
    params += R"(",{"encoding":"base64","skipPreflight":false,"preflightCommitment":"confirmed","maxRetries":0}])";
    const auto read = [this, &transaction](std::string& body, std::uint64_t id) {
        Reply<Signature> signature = reader_.signature(body, id);
        if (signature && !is_id_of(*signature, transaction)) signature = std::unexpected(Malformed{"another id"});
        return signature;
    };
    auto called = co_await client_.call("sendTransaction", std::move(params), read, false);
    Reply<Signature>& reply = called.reply;
    if (reply) co_return *reply;
    auto* error = std::get_if<RpcError>(&reply.error());
    if (error == nullptr) co_return std::unexpected(SendFailure{std::nullopt, unavailable().error().message});
    log_rpc_error("sendTransaction", *error);
    SendFailure failure{std::nullopt, std::move(error->message)};
    if (error->code == preflight_failed && !called.may_have_run)
        failure.rejected = reader_.preflight_verdict(std::move(error->data));
    co_return std::unexpected(std::move(failure));
}

base::Task<base::Result<SolanaRpc::Statuses>> SolanaRpc::get_status_chunk(std::vector<Signature> signatures) {
    std::string params{'['};
    append_base58_list(params, signatures);
    params += R"(,{"searchTransactionHistory":true}])";
    return ask<Statuses>("getSignatureStatuses", std::move(params),
                         [this, count = signatures.size()](std::string& body, std::uint64_t id) {
                             return reader_.signature_statuses(body, id, count);
                         });
}

base::Task<base::Result<std::vector<std::optional<solana::SignatureStatus>>>> SolanaRpc::get_signature_statuses(
    std::vector<Signature> signatures) {
    Statuses all;
    all.reserve(signatures.size());
    for (std::size_t at = 0; at < signatures.size(); at += statuses_per_call) {
        const auto first = signatures.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(signatures.size() - at, statuses_per_call);
        auto part =
            co_await get_status_chunk(std::vector<Signature>(first, first + static_cast<std::ptrdiff_t>(count)));
        if (!part) co_return std::unexpected(std::move(part.error()));
        std::ranges::move(*part, std::back_inserter(all));
    }
    co_return all;
}

base::Task<base::Result<std::optional<solana::LandedTransaction>>> SolanaRpc::get_transaction(Signature signature) {
    std::string params = R"([")";
    params += to_base58(signature);
    params += R"(",{"encoding":"base64","commitment":"confirmed","maxSupportedTransactionVersion":1}])";
    return ask<std::optional<solana::LandedTransaction>>(
        "getTransaction", std::move(params),
        [this](std::string& body, std::uint64_t id) { return reader_.landed_transaction(body, id); });
}

}  // namespace burner::upstreams
