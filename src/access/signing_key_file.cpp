#include "access/signing_key_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"

namespace burner::access {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t secret_bytes = 32;  // HS256: at least the hash's size (RFC 7518 3.2); Ed25519: its seed

std::unexpected<base::Error> broken(const std::filesystem::path& path, std::string_view reason) {
    return base::fail(base::ErrorCode::internal, fmt::format("signing keys {}: {}", path.string(), reason));
}

std::unexpected<base::Error> failed(const std::filesystem::path& path, std::string_view what) {
    return broken(path, fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

std::optional<SigningKeyState> state_from_text(std::string_view word) {
    for (const auto state : {SigningKeyState::next, SigningKeyState::current, SigningKeyState::previous}) {
        if (to_text(state) == word) return state;
    }
    return std::nullopt;
}

std::optional<std::string_view> text_member(const dom::element& entry, std::string_view name) {
    std::string_view text;
    if (entry[name].get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
}

base::Result<SigningKey> key_from(const dom::element& entry, const std::filesystem::path& path) {
    const auto kid = text_member(entry, "kid");
    const auto state = state_from_text(text_member(entry, "state").value_or(""));
    const auto algorithm = jws_algorithm_from_text(text_member(entry, "alg").value_or(""));
    const auto secret = base::from_base64url(text_member(entry, "secret").value_or("?"));
    const auto created_at = base::from_rfc3339(text_member(entry, "createdAt").value_or(""));
    if (!kid || kid->empty() || !state || !algorithm || !secret || !created_at) {
        return broken(path, "not a list of keys as this server writes it");
    }
    if (secret->size() < secret_bytes) return broken(path, fmt::format("the secret of {} is under 32 bytes", *kid));
    if (*algorithm == JwsAlgorithm::eddsa && secret->size() != secret_bytes) {
        return broken(path, fmt::format("the seed of {} is not 32 bytes", *kid));
    }
    const auto ends = text_member(entry, "endsAt");
    const auto ends_at = base::from_rfc3339(ends.value_or(""));
    if (ends.has_value() != ends_at.has_value()) return broken(path, "endsAt is not a time");
    return SigningKey{std::string{*kid}, *state,      SigningKey::key_of(*algorithm, *secret),
                      *secret,           *created_at, ends_at};
}

base::Result<std::vector<SigningKey>> keys_from(std::string_view text, const std::filesystem::path& path) {
    dom::parser parser;
    dom::element root;
    dom::array entries;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS ||
        root["keys"].get(entries) != simdjson::SUCCESS) {
        return broken(path, "not a list of keys as this server writes it");
    }
    std::vector<SigningKey> keys;
    for (const dom::element entry : entries) {
        auto key = key_from(entry, path);
        if (!key) return std::unexpected(key.error());
        if (std::ranges::find(keys, key->kid, &SigningKey::kid) != keys.end())
            return broken(path, "a kid occurs twice");
        keys.push_back(*std::move(key));
    }
    if (std::ranges::count(keys, SigningKeyState::current, &SigningKey::state) != 1 ||
        std::ranges::count(keys, SigningKeyState::next, &SigningKey::state) != 1) {
        return broken(path, "there must be one current and one next key");
    }
    return keys;
}

void write_key(base::JsonWriter& json, const SigningKey& key) {
    json.begin_object();
    json.member("kid", key.kid);
    json.member("state", to_text(key.state));
    json.member("alg", to_text(key.key.algorithm()));
    json.member("secret", base::to_base64url(key.secret));
    json.member("createdAt", base::to_rfc3339(key.created_at));
    if (key.ends_at) json.member("endsAt", base::to_rfc3339(*key.ends_at));
    json.end_object();
}

std::string to_json(const std::vector<SigningKey>& keys) {
    std::string text;
    base::JsonWriter json{text};
    json.begin_object();
    json.array("keys", keys, write_key);
    json.end_object();
    return text + "\n";
}

}  // namespace

std::string_view to_text(SigningKeyState state) {
    switch (state) {
        case SigningKeyState::next: return "next";
        case SigningKeyState::current: return "current";
        case SigningKeyState::previous: break;
    }
    return "previous";
}

JwsKey SigningKey::key_of(JwsAlgorithm algorithm, base::ByteView secret) {
    if (algorithm == JwsAlgorithm::hs256) return JwsKey::hs256(secret);
    std::array<std::uint8_t, secret_bytes> seed;
    std::ranges::copy(secret.first(seed.size()), seed.begin());
    return JwsKey::eddsa(seed);
}

SigningKeyFile::SigningKeyFile(std::filesystem::path path) : path_(std::move(path)) {}

std::optional<SigningKeyFile::Stamp> SigningKeyFile::stamp() const {
    struct stat status;
    if (::stat(path_.c_str(), &status) != 0) return std::nullopt;
    return Stamp{status.st_ino, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

base::Result<std::vector<SigningKey>> SigningKeyFile::read() const {
    const base::File file = base::open_file(path_, O_RDONLY);
    struct stat status;
    if (!file.is_open() || ::fstat(file.get(), &status) != 0) return failed(path_, "open");
    if (!S_ISREG(status.st_mode)) return broken(path_, "not a regular file");
    if ((status.st_mode & 077) != 0) return broken(path_, "others may read or write it; chmod 600 it and rotate");
    const auto text = base::read_all(file);
    if (!text) return failed(path_, "read");
    return keys_from(*text, path_);
}

base::Result<std::vector<SigningKey>> SigningKeyFile::change(
    const std::function<base::Result<void>(std::vector<SigningKey>&)>& edit) const {
    const base::File lock = base::open_file(path_.string() + ".lock", O_RDWR | O_CREAT);
    if (!lock.is_open() || ::flock(lock.get(), LOCK_EX) != 0) return failed(path_, "lock");
    std::vector<SigningKey> keys;
    if (stamp()) {
        auto found = read();
        if (!found) return found;
        keys = *std::move(found);
    }
    if (auto edited = edit(keys); !edited) return std::unexpected(edited.error());
    if (auto written = write(keys); !written) return std::unexpected(written.error());
    return keys;
}

base::Result<void> SigningKeyFile::write(const std::vector<SigningKey>& keys) const {
    const std::filesystem::path temporary = path_.string() + ".new";
    ::unlink(temporary.c_str());  // what a crash left; the lock is ours
    if (!base::create_file(temporary, to_json(keys))) return failed(path_, "write");
    if (!base::rename_file(temporary, path_)) return failed(path_, "replace");
    return {};
}

}  // namespace burner::access
