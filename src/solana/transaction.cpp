#include "solana/transaction.hpp"

#include "solana/compact_u16.hpp"

namespace burner::solana {

Transaction unsigned_transaction(Message message) {
    const std::size_t signers = message.required_signatures;
    return {std::vector<Signature>(signers), std::move(message)};
}

base::Bytes serialize(const Transaction& transaction) {
    const base::Bytes message = serialize(transaction.message);
    const bool signs_last = transaction.message.version == MessageVersion::v1;
    base::Bytes out;
    out.reserve(3 + transaction.signatures.size() * sizeof(Signature) + message.size());
    if (signs_last)
        base::append(out, message);
    else
        append_compact_u16(out, static_cast<std::uint16_t>(transaction.signatures.size()));
    for (const Signature& signature : transaction.signatures) base::append(out, signature.bytes);
    if (!signs_last) base::append(out, message);
    return out;
}

}  // namespace burner::solana
