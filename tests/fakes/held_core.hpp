#pragma once

#include <algorithm>

#include "fakes/fake_rpc.hpp"
#include "solana/accounts/core_bytes.hpp"
#include "solana/programs/ids.hpp"

namespace burner::fakes {

using solana::CoreBytes;

/// Makes the key that CoreBytes writes for a number.
inline Pubkey filled(std::uint8_t number) {
    Pubkey made;
    made.bytes.fill(number);
    return made;
}

inline constexpr std::uint64_t core_lamports = 9'000'000;

/// A Core asset in a wallet; gives what it takes on the chain.
struct HeldCore {
    Pubkey wallet;
    std::uint32_t asset = 0;  ///< number of its key
    CoreBytes bytes = CoreBytes::asset();
    std::uint64_t lamports = core_lamports;

    std::size_t put(FakeRpc& rpc) const {
        base::Bytes data = bytes.data();
        std::ranges::copy(wallet.bytes, data.begin() + 1);
        const auto size = data.size();
        rpc.put(key(asset), solana::ids::core, lamports, std::move(data));
        return size;
    }
};

}  // namespace burner::fakes
