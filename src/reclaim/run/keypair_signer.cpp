#include "reclaim/run/keypair_signer.hpp"

#include "base/base64.hpp"
#include "solana/transaction.hpp"

namespace burner::reclaim {

burnandclaim::Signed KeypairSigner::sign(const burnandclaim::BuiltTransaction& built, const std::stop_token&) {
    auto transaction = solana::parse_transaction(base::from_base64(built.transaction_base64).value()).value();
    transaction.signatures.front() = keypair_.sign(solana::serialize(transaction.message));
    return base::to_base64(solana::serialize(transaction));
}

}  // namespace burner::reclaim
