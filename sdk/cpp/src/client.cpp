#include <burnandclaim/client.hpp>

#include "decode.hpp"
#include "encode.hpp"
#include "transport.hpp"

namespace burnandclaim {
namespace {

std::string wallet_path(std::string_view address, std::string_view rest) {
    return ("/wallet/" + encode_segment("address", address)).append(rest);
}

}  // namespace

BurnerClient::BurnerClient(ClientOptions options) : transport_(std::make_unique<Transport>(std::move(options))) {}
BurnerClient::~BurnerClient() = default;
BurnerClient::BurnerClient(BurnerClient&&) noexcept = default;
BurnerClient& BurnerClient::operator=(BurnerClient&&) noexcept = default;

Session BurnerClient::create_session(const CreateSessionRequest& request, const PostOptions& options) {
    return transport_->request({"POST", "/sessions", encode(request), options.idempotency_key}, decode_session);
}

void BurnerClient::revoke_session(std::string_view session_id) {
    transport_->request({"DELETE", "/sessions/" + encode_segment("session_id", session_id), {}, {}});
}

RevokeSessionsResult BurnerClient::revoke_sessions(const RevokeSessionsRequest& request, const PostOptions& options) {
    return transport_->request({"POST", "/sessions/revoke", encode(request), options.idempotency_key}, decode_revoked);
}

SessionIntrospection BurnerClient::introspect_session(std::string_view token, const PostOptions& options) {
    return transport_->request({"POST", "/sessions/introspect", encode_token(token), options.idempotency_key},
                               decode_introspection);
}

WalletAssets BurnerClient::get_wallet_assets(std::string_view address) {
    return transport_->request({"GET", wallet_path(address, "/assets"), {}, {}}, decode_assets);
}

BuildTransactionsResult BurnerClient::build_transactions(std::string_view address,
                                                         const BuildTransactionsRequest& request,
                                                         const PostOptions& options) {
    return transport_->request(
        {"POST", wallet_path(address, "/transactions"), encode(request), options.idempotency_key}, decode_built);
}

SubmitTransactionsResult BurnerClient::submit_transactions(std::string_view address,
                                                           const SubmitTransactionsRequest& request,
                                                           const PostOptions& options) {
    return transport_->request(
        {"POST", wallet_path(address, "/transactions/submit"), encode(request), options.idempotency_key},
        decode_submitted);
}

Submission BurnerClient::get_submission(std::string_view address, std::string_view signature) {
    return transport_->request(
        {"GET", wallet_path(address, "/submissions/" + encode_segment("signature", signature)), {}, {}},
        decode_submission);
}

}  // namespace burnandclaim
