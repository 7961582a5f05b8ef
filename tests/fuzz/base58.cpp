#include "solana/base58.hpp"

#include "base/bytes.hpp"
#include "require.hpp"
#include "solana/pubkey.hpp"
#include "solana/signature.hpp"

using namespace burner;

/// A text that is an address or a signature is the only text of it; 64 bytes survive the round trip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::as_text({data, size});
    if (const auto key = solana::pubkey_from_base58(text)) require(solana::to_base58(*key) == text);
    if (const auto signature = solana::signature_from_base58(text)) require(solana::to_base58(*signature) == text);
    if (size < 64) return 0;
    solana::Signature signature;
    std::memcpy(signature.bytes.data(), data, 64);
    require(solana::signature_from_base58(solana::to_base58(signature)) == signature);
    const solana::Pubkey key = solana::read_pubkey({data, size}, 0);
    require(solana::pubkey_from_base58(solana::to_base58(key)) == key);
    return 0;
}
