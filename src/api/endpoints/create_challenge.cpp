#include "api/endpoints/create_challenge.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "access/origin.hpp"
#include "api/endpoints/mint_session.hpp"
#include "api/key_limits.hpp"
#include "api/services.hpp"
#include "base/base64.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"
#include "solana/transaction.hpp"

namespace burner::api {

using base::Result;

namespace {

std::optional<std::string> read_uri(std::string_view text) {
    const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
    if (text.empty() || text.size() > access::WalletChallenge::max_uri_length) return std::nullopt;
    return std::ranges::all_of(text, is_plain) ? std::optional<std::string>{text} : std::nullopt;
}

std::optional<std::string> read_text(std::string_view text) {
    return std::string{text};
}

/// Returns the origin of the page that asks, if the domain is its own.
std::vector<std::string> page_origins(const Call& call, std::string_view domain) {
    const auto page = access::normal_origin(call.request.header("Origin").value_or(""));
    if (!page || access::host_of_origin(*page) != domain) return {};
    return {*page};
}

/// Tells whether a URI is on an origin (RFC 6454 section 4).
bool is_on(std::string_view uri, std::string_view origin) {
    if (!uri.starts_with(origin)) return false;
    const auto rest = uri.substr(origin.size());
    return rest.empty() || rest.starts_with('/') || rest.starts_with('?') || rest.starts_with('#');
}

/// The wallet shows the domain to its owner, so it is never a stranger's. `origins` are those that the challenge may be
/// for; `host` says whose host the domain must be.
Result<void> check_place(const access::NewChallenge& wanted, std::span<const std::string> origins,
                         std::string_view host) {
    if (origins.empty())
        return base::fail(base::ErrorCode::invalid_request, fmt::format("domain must be the host of {}", host));
    const auto is_here = [&](const std::string& origin) { return is_on(*wanted.uri, origin); };
    if (wanted.uri && std::ranges::none_of(origins, is_here))
        return base::fail(base::ErrorCode::invalid_request, "uri must be on the origin of the page");
    return {};
}

/// A page's challenges count against the client's address: a key that anybody may use must not be used up by anybody.
Result<void> count_challenge(const Call& call) {
    const auto address = base::parse_ip_address(call.request.from).value_or(base::IpAddress{});
    return judge_rate(call, call.services.limits.challenges.admit(address, call.services.clock.steady()));
}

Result<access::IssuedChallenge> issue(const Call& call, access::NewChallenge wanted) {
    call.services.metrics.count_challenge(access::to_text(wanted.method));
    return call.services.access.proofs.issue(std::move(wanted), challenge_owner(call));
}

void write_input(base::JsonWriter& json, const solana::SignInInput& input) {
    json.begin_object();
    json.member("domain", input.domain);
    json.member("address", solana::to_base58(input.address));
    json.member("statement", input.statement);
    if (input.uri) json.member("uri", *input.uri);
    json.member("version", solana::sign_in_version);
    json.member("nonce", input.nonce);
    json.member("issuedAt", input.issued_at);
    json.member("expirationTime", input.expiration_time);
    json.end_object();
}

}  // namespace

Result<CreateChallenge::Input> CreateChallenge::parse(const Call& call) {
    RequestBody body{call.request.body, {"walletAddress", "domain", "uri", "method"}};
    Input input{
        .wallet = body.required("walletAddress", solana::pubkey_from_base58, base::ErrorCode::invalid_wallet_address),
        .domain = body.required("domain", read_text, ""),
        .uri = body.optional("uri", read_uri,
                             fmt::format("must be 1 to {} printable ASCII characters without spaces",
                                         access::WalletChallenge::max_uri_length)),
        .method = body.required("method", access::proof_method_from_text, "must be siws, offchain or transaction")};
    return body.result(std::move(input));
}

Result<access::IssuedChallenge> CreateChallenge::run(const Call& call, Input input) {
    if (call.caller->is_publishable_key()) return run_for_page(call, std::move(input));
    const auto origins = access::allowed_origins_of_host(input.domain, call.caller->project().allowed_origins);
    auto placed = check_place(input, origins, "an origin that the project allows");
    if (!placed) return std::unexpected(std::move(placed.error()));
    return issue(call, std::move(input));
}

Result<access::IssuedChallenge> CreateChallenge::run_for_page(const Call& call, Input input) {
    if (auto counted = count_challenge(call); !counted) return std::unexpected(std::move(counted.error()));
    const auto origins = page_origins(call, input.domain);
    auto placed = check_place(input, origins, "the page, with its port where the origin has one");
    if (!placed) return std::unexpected(std::move(placed.error()));
    return issue(call, std::move(input));
}

http::Response CreateChallenge::render(const access::IssuedChallenge& issued) {
    const auto& challenge = issued.challenge;
    const auto input = access::sign_in_input(challenge);
    http::Response response;
    response.headers.push_back({"Cache-Control", "no-store"});
    base::JsonWriter json{response.body};
    json.begin_object();
    json.member("challengeId", issued.id);
    json.member("nonce", input.nonce);
    json.member("message", solana::sign_in_text(input));
    json.key("input");
    write_input(json, input);
    if (challenge.method == access::ProofMethod::transaction) {
        const auto transaction = solana::unsigned_transaction(access::proof_message(challenge));
        json.member("transactionBase64", base::to_base64(serialize(transaction)));
    }
    json.member("expiresAt", base::to_rfc3339(challenge.expires_at()));
    json.end_object();
    return response;
}

}  // namespace burner::api
