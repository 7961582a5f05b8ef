#include "access/signing_keys.hpp"

#include <algorithm>

#include "access/signing_key_changes.hpp"
#include "base/base64.hpp"
#include "base/json_writer.hpp"

namespace burner::access {

namespace {

std::string header_of(const SigningKeyRecord& key, std::string_view type) {
    std::string json;
    base::JsonWriter writer{json};
    writer.begin_object();
    writer.member("alg", to_text(key.algorithm));
    writer.member("typ", type);
    writer.member("kid", key.kid);
    writer.end_object();
    return base::to_base64url(base::as_bytes(json)) + ".";
}

auto find_kid(const SigningKeySet& set, std::string_view kid) {
    return std::ranges::find(set.keys, kid, [](const TokenKey& key) -> const std::string& { return key.record.kid; });
}

template <class Keys>
nodes::ChangeNumber last_change(const Keys& keys) {
    nodes::ChangeNumber last = 0;
    for (const auto& key : keys) last = std::max(last, key.changed);
    return last;
}

}  // namespace

const TokenKey& SigningKeySet::current() const {
    return *std::ranges::find(keys, SigningKeyState::current, [](const TokenKey& key) { return key.record.state; });
}

const TokenKey* SigningKeySet::find(std::string_view kid, base::UnixTime now) const {
    const auto key = find_kid(*this, kid);
    if (key == keys.end() || (key->record.ends_at && *key->record.ends_at <= now)) return nullptr;
    return &*key;
}

SigningKeys::SigningKeys(const base::ServerSecrets& secrets, const nodes::Finality& finality)
    : seal_(signing_key_seal(secrets)), finality_(finality), keys_(std::make_shared<SigningKeySet>()) {}

base::Result<TokenKey> SigningKeys::open(const SealedSigningKey& key) const {
    const SigningKeyRecord& record = key.record;
    const auto secret = seal_.open(key.sealed, base::as_bytes(bound_to(record)));
    if (!secret || secret->size() < SigningKey::secret_bytes) return std::unexpected(does_not_open(record));
    return TokenKey{record, SigningKey::key_of(record.algorithm, *secret), header_of(record, token_type),
                    header_of(record, bound_token_type), key.changed};
}

base::Result<void> SigningKeys::replace(const std::vector<SealedSigningKey>& keys) {
    const std::lock_guard lock(replacing_);
    return set(keys);
}

base::Result<void> SigningKeys::apply(const std::vector<SealedSigningKey>& keys) {
    const std::lock_guard lock(replacing_);
    return last_change(keys) < last_change(keys_.get()->keys) ? base::Result<void>{} : set(keys);
}

base::Result<void> SigningKeys::set(const std::vector<SealedSigningKey>& keys) {
    const auto before = keys_.get();
    auto set = std::make_shared<SigningKeySet>();
    for (const SealedSigningKey& key : keys) {
        const auto known = find_kid(*before, key.record.kid);
        if (known != before->keys.end() && known->record.algorithm == key.record.algorithm) {
            set->keys.push_back({key.record, known->key, known->header, known->bound_header, key.changed});
            continue;
        }
        auto opened = open(key);
        if (!opened && key.record.state == SigningKeyState::retired) continue;
        if (!opened) return std::unexpected(opened.error());
        set->keys.push_back(*std::move(opened));
    }
    keys_.set(std::move(set));
    return {};
}

Coverage SigningKeys::coverage_of(const TokenKey& key) const {
    if (key.record.state != SigningKeyState::retired) return Coverage::none;
    return finality_.is_final(key.changed) ? Coverage::final : Coverage::pending;
}

std::vector<SigningKeyRecord> SigningKeys::retired() const {
    std::vector<SigningKeyRecord> retired;
    const auto keys = keys_.get();
    for (const TokenKey& key : keys->keys) {
        if (key.record.state == SigningKeyState::retired) retired.push_back(key.record);
    }
    return retired;
}

std::string to_jwks(const SigningKeySet& keys, base::UnixTime now) {
    std::string text;
    base::JsonWriter json{text};
    json.begin_object();
    json.key("keys");
    json.begin_array();
    for (const TokenKey& key : keys.keys) {
        if (key.record.algorithm != JwsAlgorithm::eddsa || key.record.state == SigningKeyState::retired) continue;
        if (keys.find(key.record.kid, now) == nullptr) continue;
        json.begin_object();  // RFC 8037 section 2
        json.member("kty", "OKP");
        json.member("crv", "Ed25519");
        json.member("x", base::to_base64url(key.key.public_key()));
        json.member("kid", key.record.kid);
        json.member("alg", to_text(JwsAlgorithm::eddsa));
        json.member("use", "sig");
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return text;
}

}  // namespace burner::access
