#include "upstreams/photon/photon_indexer.hpp"

#include "base/json_text.hpp"
#include "upstreams/indexer_call.hpp"

namespace burner::upstreams {

using assets::CompressedTokenPage;
using assets::Indexed;
using assets::ValidityProof;

namespace {

constexpr std::size_t accounts_per_page = 1000;
constexpr std::string_view photon_name = "The indexer of compressed tokens (Photon)";

}  // namespace

PhotonIndexer::PhotonIndexer(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings,
                             CallObserver observer)
    : client_(io, http, for_indexer(std::move(settings)), std::move(observer)) {}

base::Task<Indexed<CompressedTokenPage>> PhotonIndexer::get_token_accounts(solana::Pubkey owner,
                                                                           std::optional<std::string> cursor) {
    constexpr std::string_view method = "getCompressedTokenAccountsByOwner";
    std::string params = R"({"owner":")";
    append_base58(params, owner);
    params += R"(","limit":)";
    params += std::to_string(accounts_per_page);
    if (cursor) {
        params += R"(,"cursor":)";
        base::append_json_string(params, *cursor);
    }
    params += '}';
    const auto goes_on = [cursor](Reply<CompressedTokenPage> reply) {
        if (reply && reply->next && reply->next == cursor) reply = std::unexpected(Malformed{"the same page"});
        return reply;
    };
    auto called = co_await client_.call("getCompressedTokenAccountsByOwnerV2", params,
                                        [this, owner, goes_on](std::string& body, std::uint64_t id) {
                                            return goes_on(reader_.token_accounts(body, id, owner));
                                        });
    if (!called.reply && is_error(called.reply.error(), method_not_found)) {
        called = co_await client_.call(method, params, [this, owner, goes_on](std::string& body, std::uint64_t id) {
            return goes_on(reader_.token_accounts_v1(body, id, owner));
        });
    }
    if (!called.reply) co_return indexer_failure(photon_name, method, called.reply.error());
    co_return std::move(*called.reply);
}

base::Task<Indexed<ValidityProof>> PhotonIndexer::get_validity_proof(std::vector<assets::Hash> hashes) {
    constexpr std::string_view method = "getValidityProof";
    std::string params = R"({"hashes":)";
    append_list(params, hashes, [](std::string& out, const assets::Hash& hash) {
        out += '"';
        append_base58(out, solana::Pubkey{hash});
        out += '"';
    });
    params += '}';
    auto called = co_await client_.call("getValidityProofV2", params, [&](std::string& body, std::uint64_t id) {
        return reader_.validity_proof(body, id, hashes);
    });
    if (!called.reply && is_error(called.reply.error(), method_not_found)) {
        called = co_await client_.call(method, params, [&](std::string& body, std::uint64_t id) {
            return reader_.validity_proof_v1(body, id, hashes);
        });
    }
    if (!called.reply) co_return indexer_failure(photon_name, method, called.reply.error());
    co_return std::move(*called.reply);
}

}  // namespace burner::upstreams
