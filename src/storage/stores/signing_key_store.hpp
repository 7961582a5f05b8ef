#pragma once

#include "access/signing_key_store.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// Signing keys in the database, their secrets sealed. Owned by app; the Database outlives it.
class SigningKeyStore final : public access::SigningKeyStore {
  public:
    explicit SigningKeyStore(Database& database) : database_(database) {}

    base::Result<access::SigningKeyRows> change(const Edit& edit) override;

  private:
    Database& database_;
};

/// Reads all keys, the oldest first, if one of them has changed at `first` or later; else none.
std::vector<access::SealedSigningKey> read_signing_keys(Transaction& transaction, nodes::ChangeNumber first);

}  // namespace burner::storage
