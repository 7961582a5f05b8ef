#include "reclaim/run/signature_of.hpp"

#include <stdexcept>

#include "base/base64.hpp"

namespace burner::reclaim {

solana::Signature& signature_of(solana::Transaction& transaction, const solana::Pubkey& signer) {
    for (std::size_t place = 0; place < transaction.signatures.size(); ++place)
        if (transaction.message.keys[place] == signer) return transaction.signatures[place];
    throw std::invalid_argument(solana::to_base58(signer) + " does not sign this transaction");
}

std::string signed_by(const solana::Keypair& key, const std::string& transaction_base64) {
    auto transaction = solana::parse_transaction(base::from_base64(transaction_base64).value()).value();
    signature_of(transaction, key.address()) = key.sign(solana::serialize(transaction.message));
    return base::to_base64(solana::serialize(transaction));
}

}  // namespace burner::reclaim
