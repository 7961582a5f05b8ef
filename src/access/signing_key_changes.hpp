#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "access/signing_key_store.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/seal.hpp"
#include "nodes/change.hpp"

namespace burner::access {

/// Draws, rotates and ends signing keys: next becomes current, current becomes previous and is dropped once no token
/// of it can live. Each change returns all keys, and the change that is to be announced before anybody is told.
///
/// A key never signs before every node holds it: whoever makes a next key the current one names the change up to which
/// every node that serves has applied all (`known`), and is refused with `overloaded` where the next key is newer.
/// Draws no key under a server's secret that does not open the keys there are, except where one is retired. Used by
/// storage threads and the command line.
class SigningKeyChanges {
  public:
    /// The longest life of a token, and a minute for clocks and for servers yet to refresh.
    static constexpr std::chrono::seconds previous_lives{3600 + 60};

    /// The store and the clock outlive it. `algorithm` is of the keys that it draws where there are none yet.
    SigningKeyChanges(SigningKeyStore& store, const base::ServerSecrets& secrets, JwsAlgorithm algorithm,
                      const base::Clock& clock);

    /// Draws what is missing for tokens to be signed. Of several nodes that start at once, one draws.
    base::Result<SigningKeyRows> prepare();
    /// Stores keys that come from elsewhere, unless there are keys already.
    base::Result<SigningKeyRows> take_over(const std::vector<SigningKey>& keys);
    base::Result<SigningKeyRows> rotate(nodes::ChangeNumber known);
    /// Ends a key and every token it signed; `not_found` for an unknown kid.
    base::Result<SigningKeyRows> retire(std::string_view kid, nodes::ChangeNumber known);
    /// Makes a step to keys of another algorithm: another next key first, its rotation in a second step.
    base::Result<SigningKeyRows> move_to(JwsAlgorithm algorithm, nodes::ChangeNumber known);
    /// Seals all secrets under the server's current one. A key that no secret of the server opens stays as it is.
    base::Result<SigningKeyRows> reseal();

  private:
    using Keys = std::vector<SealedSigningKey>;

    SealedSigningKey draw(JwsAlgorithm algorithm) const;
    SealedSigningKey seal(const SigningKey& key) const;
    void complete(Keys& keys) const;
    base::Result<void> check_secret(const Keys& keys) const;
    base::Result<void> promote(Keys& keys, nodes::ChangeNumber known) const;
    base::Result<void> end(Keys& keys, std::string_view kid, nodes::ChangeNumber known) const;

    SigningKeyStore& store_;
    const base::Seal seal_;
    const JwsAlgorithm algorithm_;
    const base::Clock& clock_;
};

/// What is said of a key that the server's secret does not open.
base::Error does_not_open(const SigningKeyRecord& record);
/// The seal of signing keys' secrets.
base::Seal signing_key_seal(const base::ServerSecrets& secrets);
/// Returns the text that a secret is bound to.
std::string bound_to(const SigningKeyRecord& record);
/// Returns whether the keys suffice for tokens to be signed, now and after the next rotation.
bool can_sign(const std::vector<SealedSigningKey>& keys);

}  // namespace burner::access
