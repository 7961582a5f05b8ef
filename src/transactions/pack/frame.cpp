#include "transactions/pack/frame.hpp"

#include <algorithm>

#include "solana/transaction.hpp"

namespace burner::transactions {

std::size_t Frame::max_bytes() const {
    const std::size_t limit = solana::max_transaction_bytes(version());
    return limit - std::min(limit, reserve_bytes);
}

solana::MessageSize Frame::size() const {
    solana::MessageSize size = config ? solana::MessageSize{payer, *config} : solana::MessageSize{payer};
    if (second_signer) size.add({.keys = {{*second_signer, true, false}}});
    size.add(solana::footprint(instructions));
    return size;
}

}  // namespace burner::transactions
