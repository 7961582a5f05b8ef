#include "access/signing_keys.hpp"

#include <algorithm>
#include <array>

#include "base/base64.hpp"
#include "base/json_writer.hpp"
#include "base/random.hpp"

namespace burner::access {

namespace {

using Keys = std::vector<SigningKey>;

std::string header_of(const SigningKey& key) {
    std::string json;
    base::JsonWriter writer{json};
    writer.begin_object();
    writer.member("alg", to_text(key.key.algorithm()));
    writer.member("typ", "JWT");
    writer.member("kid", key.kid);
    writer.end_object();
    return base::to_base64url(base::as_bytes(json)) + ".";
}

std::shared_ptr<const SigningKeySet> encode(const Keys& keys) {
    auto set = std::make_shared<SigningKeySet>();
    for (const SigningKey& key : keys) set->keys.push_back({key, header_of(key)});
    return set;
}

SigningKey draw_key(JwsAlgorithm algorithm, base::UnixTime now) {
    std::array<std::uint8_t, 8> kid;
    base::Bytes secret(32);
    base::random_bytes(kid);
    base::random_bytes(secret);
    return {base::to_base64url(kid), SigningKeyState::next, SigningKey::key_of(algorithm, secret), secret, now, {}};
}

void make_current(Keys& keys, base::UnixTime now) {
    for (SigningKey& key : keys) {
        if (key.state == SigningKeyState::current) {
            key.state = SigningKeyState::previous;
            key.ends_at = now + SigningKeys::previous_lives;
        } else if (key.state == SigningKeyState::next) {
            key.state = SigningKeyState::current;
        }
    }
}

void rotate_keys(Keys& keys, JwsAlgorithm algorithm, base::UnixTime now) {
    std::erase_if(keys, [&](const SigningKey& key) { return key.ends_at && *key.ends_at <= now; });
    make_current(keys, now);
    keys.push_back(draw_key(algorithm, now));
}

bool signs_with(const Keys& keys, JwsAlgorithm algorithm) {
    return !keys.empty() && std::ranges::all_of(keys, [&](const SigningKey& key) {
        return key.state == SigningKeyState::previous || key.key.algorithm() == algorithm;
    });
}

/// Ensures a current and a next key of `algorithm`, whatever there was.
void prepare_keys(Keys& keys, JwsAlgorithm algorithm, base::UnixTime now) {
    while (!signs_with(keys, algorithm) || keys.size() < 2) rotate_keys(keys, algorithm, now);
}

base::Result<void> retire_key(Keys& keys, std::string_view kid, JwsAlgorithm algorithm, base::UnixTime now) {
    const auto key = std::ranges::find(keys, kid, &SigningKey::kid);
    if (key == keys.end()) return base::fail(base::ErrorCode::not_found, "Signing key not found");
    const SigningKeyState state = key->state;
    keys.erase(key);
    if (state == SigningKeyState::previous) return {};
    if (state == SigningKeyState::current) make_current(keys, now);
    keys.push_back(draw_key(algorithm, now));
    return {};
}

}  // namespace

const TokenKey& SigningKeySet::current() const {
    return *std::ranges::find(keys, SigningKeyState::current, [](const TokenKey& key) { return key.key.state; });
}

const TokenKey* SigningKeySet::find(std::string_view kid, base::UnixTime now) const {
    const auto key = std::ranges::find(keys, kid, [](const TokenKey& k) -> const std::string& { return k.key.kid; });
    if (key == keys.end() || (key->key.ends_at && *key->key.ends_at <= now)) return nullptr;
    return &*key;
}

SigningKeys::SigningKeys(SigningKeyFile file, JwsAlgorithm algorithm, const base::Clock& clock)
    : file_(std::move(file)), algorithm_(algorithm), clock_(clock), keys_(nullptr) {}

base::Result<std::unique_ptr<SigningKeys>> SigningKeys::open(std::filesystem::path path, JwsAlgorithm algorithm,
                                                             const base::Clock& clock) {
    std::unique_ptr<SigningKeys> opened{new SigningKeys(SigningKeyFile{std::move(path)}, algorithm, clock)};
    if (opened->file_.stamp()) {
        if (auto read = opened->refresh(); !read) return std::unexpected(read.error());
        if (opened->keys()->current().key.key.algorithm() == algorithm) return opened;
    }
    const auto prepared = opened->change([&](Keys& keys) -> base::Result<void> {
        prepare_keys(keys, algorithm, clock.now());
        return {};
    });
    if (!prepared) return std::unexpected(prepared.error());
    return opened;
}

base::Result<std::unique_ptr<SigningKeys>> SigningKeys::open(std::filesystem::path path, const base::Clock& clock) {
    const SigningKeyFile file{path};
    auto algorithm = JwsAlgorithm::hs256;
    if (file.stamp()) {
        const auto keys = file.read();
        if (!keys) return std::unexpected(keys.error());
        for (const auto& key : *keys) {
            if (key.state == SigningKeyState::current) algorithm = key.key.algorithm();
        }
    }
    return open(std::move(path), algorithm, clock);
}

base::Result<void> SigningKeys::refresh() {
    const std::lock_guard lock(changing_);
    const auto stamp = file_.stamp();
    if (stamp && stamp == stamp_) return {};
    const auto keys = file_.read();
    if (!keys) return std::unexpected(keys.error());
    keys_.set(encode(*keys));
    stamp_ = stamp;
    return {};
}

base::Result<void> SigningKeys::change(const std::function<base::Result<void>(Keys&)>& edit) {
    const std::lock_guard lock(changing_);
    const auto keys = file_.change(edit);
    if (!keys) return std::unexpected(keys.error());
    keys_.set(encode(*keys));
    stamp_.reset();  // another process may have written since; the next refresh reads once more
    return {};
}

base::Result<std::string> SigningKeys::rotate() {
    const auto changed = change([&](Keys& keys) -> base::Result<void> {
        rotate_keys(keys, algorithm_, clock_.now());
        prepare_keys(keys, algorithm_, clock_.now());
        return {};
    });
    if (!changed) return std::unexpected(changed.error());
    return keys()->current().key.kid;
}

base::Result<void> SigningKeys::retire(std::string_view kid) {
    return change([&](Keys& keys) { return retire_key(keys, kid, algorithm_, clock_.now()); });
}

std::string to_jwks(const SigningKeySet& keys, base::UnixTime now) {
    std::string text;
    base::JsonWriter json{text};
    json.begin_object();
    json.key("keys");
    json.begin_array();
    for (const auto& [key, header] : keys.keys) {
        if (key.key.algorithm() != JwsAlgorithm::eddsa || keys.find(key.kid, now) == nullptr) continue;
        json.begin_object();  // RFC 8037 section 2
        json.member("kty", "OKP");
        json.member("crv", "Ed25519");
        json.member("x", base::to_base64url(key.key.public_key()));
        json.member("kid", key.kid);
        json.member("alg", to_text(JwsAlgorithm::eddsa));
        json.member("use", "sig");
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return text;
}

}  // namespace burner::access
