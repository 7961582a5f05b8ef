#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/jws.hpp"
#include "access/published.hpp"
#include "access/signing_key_file.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

/// A key as tokens use it: its JWS header is encoded once.
struct TokenKey {
    SigningKey key;
    std::string header;  ///< base64url of {"alg","typ","kid"}, and the dot after it
};

/// The keys of one moment.
struct SigningKeySet {
    std::vector<TokenKey> keys;

    const TokenKey& current() const;
    /// Finds a key; nullptr when it is unknown. A previous key counts until its end.
    const TokenKey* find(std::string_view kid, base::UnixTime now) const;
};

/// The signing keys in memory, with rotation: next becomes current, current becomes previous and is dropped
/// once no token of it can live. `refresh` brings in what another process changed in the file. Reading: any
/// thread, no lock. Opening, changing, refreshing: storage threads and the command line.
class SigningKeys {
  public:
    /// The longest life of a token, and a minute for clocks and for servers yet to refresh.
    static constexpr std::chrono::seconds previous_lives{3600 + 60};

    /// Opens the file, or draws the first keys when there is no file. Keys of another algorithm than `algorithm`
    /// become previous ones.
    static base::Result<std::unique_ptr<SigningKeys>> open(std::filesystem::path path, JwsAlgorithm algorithm,
                                                           const base::Clock& clock);
    /// Does the same with the algorithm that signs now; HS256 when there is no file. For the command line, which
    /// must not change what the server was told.
    static base::Result<std::unique_ptr<SigningKeys>> open(std::filesystem::path path, const base::Clock& clock);

    base::Result<void> refresh();
    /// Rotates the keys, and returns the kid that signs now.
    base::Result<std::string> rotate();
    /// Ends a key and every token it signed; `not_found` for an unknown kid.
    base::Result<void> retire(std::string_view kid);

    std::shared_ptr<const SigningKeySet> keys() const { return keys_.get(); }

  private:
    SigningKeys(SigningKeyFile file, JwsAlgorithm algorithm, const base::Clock& clock);
    base::Result<void> change(const std::function<base::Result<void>(std::vector<SigningKey>&)>& edit);

    SigningKeyFile file_;
    JwsAlgorithm algorithm_;
    const base::Clock& clock_;
    std::mutex changing_;
    std::optional<SigningKeyFile::Stamp> stamp_;
    Published<SigningKeySet> keys_;
};

/// Writes the public halves of the EdDSA keys (RFC 7517); an HMAC secret has no public half.
std::string to_jwks(const SigningKeySet& keys, base::UnixTime now);

}  // namespace burner::access
