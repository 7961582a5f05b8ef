#include "access/wallet_challenge.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/timestamp.hpp"
#include "solana/programs/memo.hpp"

namespace burner::access {

namespace {

constexpr std::string_view prefix = "challenge_";
constexpr std::string_view statement = "Prove that this wallet is yours. This moves nothing and costs nothing.";
constexpr std::array methods = std::to_array<std::string_view>({"siws", "offchain", "transaction"});
constexpr std::size_t max_challenge_id_length = 2'000;
constexpr std::uint8_t version = 1;
/// The bytes in front of the texts: version, time, wallet, method, nonce, length of the domain.
constexpr std::size_t fixed_bytes = 1 + 8 + 32 + 1 + 16 + 2;

base::Bytes to_bytes(const WalletChallenge& challenge) {
    base::Bytes bytes{version};
    base::append_le(bytes, std::int64_t{challenge.issued_at.time_since_epoch().count()});
    base::append(bytes, challenge.wallet.view());
    bytes.push_back(static_cast<std::uint8_t>(challenge.method));
    base::append(bytes, challenge.nonce);
    base::append_le(bytes, static_cast<std::uint16_t>(challenge.domain.size()));
    base::append(bytes, base::as_bytes(challenge.domain));
    base::append(bytes, base::as_bytes(challenge.uri.value_or("")));
    return bytes;
}

/// Reads what `to_bytes` wrote. The seal says that it did, so that only the version may be another.
std::optional<WalletChallenge> from_bytes(base::ByteView bytes) {
    if (bytes.size() < fixed_bytes || bytes[0] != version) return std::nullopt;
    WalletChallenge challenge;
    challenge.issued_at = base::UnixTime{std::chrono::milliseconds{base::read_le<std::int64_t>(bytes, 1)}};
    challenge.wallet = solana::read_pubkey(bytes, 9);
    challenge.method = static_cast<ProofMethod>(bytes[41]);
    std::ranges::copy(bytes.subspan(42, challenge.nonce.size()), challenge.nonce.begin());
    const std::string_view texts = base::as_text(bytes.subspan(fixed_bytes));
    const auto domain_length = base::read_le<std::uint16_t>(bytes, fixed_bytes - 2);
    challenge.domain = texts.substr(0, domain_length);
    if (texts.size() > domain_length) challenge.uri = texts.substr(domain_length);
    return challenge;
}

/// Joins what a challenge is bound to. No id of a project has a zero byte.
std::string bound_to(const ChallengeOwner& owner) {
    return std::string{owner.project}.append(1, '\0').append(owner.origin);
}

}  // namespace

std::string_view to_text(ProofMethod method) {
    return methods[static_cast<std::size_t>(method)];
}

std::optional<ProofMethod> proof_method_from_text(std::string_view word) {
    const auto found = std::ranges::find(methods, word);
    if (found == methods.end()) return std::nullopt;
    return static_cast<ProofMethod>(found - methods.begin());
}

solana::SignInInput sign_in_input(const WalletChallenge& challenge) {
    return {.domain = challenge.domain,
            .address = challenge.wallet,
            .statement = std::string{statement},
            .uri = challenge.uri,
            .nonce = fmt::format("{:02x}", fmt::join(challenge.nonce, "")),
            .issued_at = base::to_rfc3339(challenge.issued_at),
            .expiration_time = base::to_rfc3339(challenge.expires_at())};
}

solana::Message proof_message(const WalletChallenge& challenge) {
    const std::string text = solana::sign_in_text(sign_in_input(challenge));
    const std::array instructions{solana::memo::memo(challenge.wallet, text)};
    return solana::compile(challenge.wallet, instructions, {base::sha256(base::as_bytes(text))});
}

ChallengeIds::ChallengeIds(const base::ServerSecrets& secrets) : seal_(secrets, "burner wallet challenges v1") {}

std::string ChallengeIds::seal(const WalletChallenge& challenge, const ChallengeOwner& owner) const {
    std::string id{prefix};
    base::append_base64url(id, seal_.seal(to_bytes(challenge), base::as_bytes(bound_to(owner))));
    return id;
}

std::optional<WalletChallenge> ChallengeIds::open(std::string_view id, const ChallengeOwner& owner) const {
    if (!id.starts_with(prefix) || id.size() > max_challenge_id_length) return std::nullopt;
    const auto sealed = base::from_base64url(id.substr(prefix.size()));
    if (!sealed) return std::nullopt;
    const auto bytes = seal_.open(*sealed, base::as_bytes(bound_to(owner)));
    return bytes ? from_bytes(*bytes) : std::nullopt;
}

}  // namespace burner::access
