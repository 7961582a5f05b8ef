#include <burnandclaim/client.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "json/decode.hpp"
#include "json/encode.hpp"
#include "reclaim/reclaim.hpp"
#include "stream/decoded_stream.hpp"
#include "transport.hpp"

namespace burnandclaim {
namespace {

/// The longest that the server waits for the cluster, with `wait_for`.
constexpr std::chrono::seconds server_wait{60};
/// The longest that it looks for what a wallet has sent.
constexpr std::chrono::seconds look_up{30};

std::string wallet_path(std::string_view address, std::string_view rest) {
    return ("/wallet/" + encode_segment("address", address)).append(rest);
}

Call get(std::string path, std::stop_token stop_token) {
    return {.method = "GET", .path = std::move(path), .stop_token = std::move(stop_token)};
}

Call post(std::string path, std::string body, const PostOptions& options) {
    return {"POST", std::move(path), std::move(body), options.idempotency_key, options.stop_token};
}

std::optional<std::string> text_of(const std::optional<std::uint32_t>& number) {
    return number ? std::optional{std::to_string(*number)} : std::nullopt;
}

}  // namespace

BurnerClient::BurnerClient(ClientOptions options) : transport_(std::make_unique<Transport>(std::move(options))) {}
BurnerClient::~BurnerClient() = default;
BurnerClient::BurnerClient(BurnerClient&&) noexcept = default;
BurnerClient& BurnerClient::operator=(BurnerClient&&) noexcept = default;

Session BurnerClient::create_session(const CreateSessionRequest& request, const PostOptions& options) {
    return transport_->request(post("/sessions", encode(request), options), decode_session);
}

Challenge BurnerClient::challenge_session(const ChallengeRequest& request, const PostOptions& options) {
    return transport_->request(post("/sessions/challenge", encode(request), options), decode_challenge);
}

Session BurnerClient::prove_session(const ProveSessionRequest& request, const PostOptions& options) {
    return transport_->request(post("/sessions/prove", encode(request), options), decode_session);
}

void BurnerClient::revoke_session(std::string_view session_id, const CallOptions& options) {
    transport_->request({.method = "DELETE",
                         .path = "/sessions/" + encode_segment("session_id", session_id),
                         .stop_token = options.stop_token});
}

RevokeSessionsResult BurnerClient::revoke_sessions(const RevokeSessionsRequest& request, const PostOptions& options) {
    return transport_->request(post("/sessions/revoke", encode(request), options), decode_revoked);
}

SessionIntrospection BurnerClient::introspect_session(std::string_view token, const PostOptions& options) {
    return transport_->request(post("/sessions/introspect", encode_token(token), options), decode_introspection);
}

WalletAssets BurnerClient::get_wallet_assets(std::string_view address, const CallOptions& options) {
    return transport_->request(get(wallet_path(address, "/assets"), options.stop_token), decode_assets);
}

Stream<WalletAssetsChunk> BurnerClient::stream_wallet_assets(std::string_view address,
                                                             const StreamAssetsOptions& options) {
    const std::string query = encode_query({{"chunkSize", text_of(options.chunk_size)}});
    Frames frames{*transport_, get(wallet_path(address, "/assets/stream" + query), options.stop_token),
                  transport_->options().timeout};
    const auto is_last = [](const WalletAssetsChunk& chunk) { return chunk.complete; };
    return Stream<WalletAssetsChunk>{
        std::make_unique<DecodedStream<WalletAssetsChunk>>(std::move(frames), decode_chunk, is_last)};
}

BuildTransactionsResult BurnerClient::build_transactions(std::string_view address,
                                                         const BuildTransactionsRequest& request,
                                                         const PostOptions& options) {
    return transport_->request(post(wallet_path(address, "/transactions"), encode(request), options), decode_built);
}

SubmitTransactionsResult BurnerClient::submit_transactions(std::string_view address,
                                                           const SubmitTransactionsRequest& request,
                                                           const PostOptions& options) {
    Call call = post(wallet_path(address, "/transactions/submit"), encode(request), options);
    if (request.wait_for) call.extra_time = server_wait;
    return transport_->request(call, decode_submitted);
}

BuildTransactionsResult BurnerClient::refresh_transactions(std::string_view address,
                                                           const RefreshTransactionsRequest& request,
                                                           const PostOptions& options) {
    return transport_->request(post(wallet_path(address, "/transactions/refresh"), encode(request), options),
                               decode_built);
}

ReportTransactionsResult BurnerClient::report_transactions(std::string_view address,
                                                           const ReportTransactionsRequest& request,
                                                           const PostOptions& options) {
    Call call = post(wallet_path(address, "/transactions/report"), encode(request), options);
    call.extra_time = look_up;
    return transport_->request(call, decode_reported);
}

Submission BurnerClient::get_submission(std::string_view address, std::string_view signature,
                                        const CallOptions& options) {
    return transport_->request(
        get(wallet_path(address, "/submissions/" + encode_segment("signature", signature)), options.stop_token),
        decode_submission);
}

Stream<Submission> BurnerClient::stream_submissions(std::string_view address, const StreamSubmissionsOptions& options) {
    std::optional<std::string> signatures;
    if (!options.signatures.empty()) signatures = fmt::format("{}", fmt::join(options.signatures, ","));
    const std::string query = encode_query({{"signatures", signatures}});
    Frames frames{*transport_, get(wallet_path(address, "/submissions/stream" + query), options.stop_token),
                  options.patience};
    return Stream<Submission>{
        std::make_unique<DecodedStream<Submission>>(std::move(frames), decode_submission, nullptr)};
}

ReclaimReport BurnerClient::reclaim(std::string_view wallet, const ReclaimOptions& options,
                                    const std::function<void(const ReclaimEvent&)>& on_event) {
    return Reclaim{*this, *transport_, std::string{wallet}, options, on_event}.run();
}

Stats BurnerClient::get_stats(const CallOptions& options) {
    return transport_->request(get("/stats", options.stop_token), decode_stats);
}

Leaderboard BurnerClient::get_leaderboard(const LeaderboardOptions& options) {
    const std::string query = encode_query({{"period", options.period}, {"limit", text_of(options.limit)}});
    return transport_->request(get("/leaderboard" + query, options.stop_token), decode_leaderboard);
}

}  // namespace burnandclaim
