#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/seal.hpp"
#include "base/server_secrets.hpp"

namespace burner::webhooks {

/// A new secret: `shown` once to the operator (`whsec_…`), `sealed` is what the store keeps.
struct CreatedSecret {
    base::Secret shown;
    base::Bytes sealed;
};

/// The secrets that messages are signed with: 32 random bytes per webhook, kept encrypted under a key of the
/// server's secret and bound to the webhook's id, so that the database alone gives none away. Any thread.
class SigningSecrets {
  public:
    explicit SigningSecrets(const base::ServerSecrets& secrets) : seal_(secrets, "burner webhook secrets v1") {}

    CreatedSecret create(std::string_view webhook_id) const;
    /// Returns the bytes to sign with; nullopt when they are sealed under none of the server's secrets.
    std::optional<base::Bytes> open(base::ByteView sealed, std::string_view webhook_id) const;
    /// Seals the same secret under the server's current one; nullopt when `open` returns it.
    std::optional<base::Bytes> reseal(base::ByteView sealed, std::string_view webhook_id) const;

  private:
    base::Seal seal_;
};

}  // namespace burner::webhooks
