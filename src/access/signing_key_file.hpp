#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/jws.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

/// The state of a key: `next` is published but does not sign yet; `previous` only checks, until `ends_at`.
enum class SigningKeyState { next, current, previous };

std::string_view to_text(SigningKeyState state);

struct SigningKey {
    std::string kid;
    SigningKeyState state;
    JwsKey key;
    base::Bytes secret;  ///< HMAC secret or Ed25519 seed, as in the file
    base::UnixTime created_at;
    std::optional<base::UnixTime> ends_at;

    static JwsKey key_of(JwsAlgorithm algorithm, base::ByteView secret);
};

/// The file `signing-keys.json`: mode 0600, replaced as a whole (temporary file, fsync, rename, fsync of the folder),
/// changed under an advisory lock, so that the server and the command line can both change it. Refuses a
/// file that others can read and a secret under 32 bytes. Errors carry the path, never a secret.
class SigningKeyFile {
  public:
    explicit SigningKeyFile(std::filesystem::path path);

    /// The identity of the file, which changes whenever it is replaced; nullopt when there is no file.
    struct Stamp {
        std::uint64_t inode;
        std::int64_t modified_ns;
        bool operator==(const Stamp&) const = default;
    };
    std::optional<Stamp> stamp() const;

    base::Result<std::vector<SigningKey>> read() const;
    /// Reads (no keys when there is no file), changes and writes as one step.
    base::Result<std::vector<SigningKey>> change(
        const std::function<base::Result<void>(std::vector<SigningKey>&)>& edit) const;

  private:
    base::Result<void> write(const std::vector<SigningKey>& keys) const;

    std::filesystem::path path_;
};

}  // namespace burner::access
