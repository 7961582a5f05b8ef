#include "solana/accounts/feature.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana {

bool is_active_feature(const std::optional<Account>& account) {
    constexpr std::size_t size = 1 + sizeof(Slot);
    return account && account->owner == ids::feature && account->data.size() >= size && account->data.front() == 1;
}

}  // namespace burner::solana
