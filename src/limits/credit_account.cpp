#include "limits/credit_account.hpp"

#include <algorithm>

namespace burner::limits {

using std::chrono::milliseconds;

void refuse_until(CreditAccount& account, base::LeaseTime end, bool is_spent) {
    account.refused_until = end;
    account.is_spent = is_spent;
    account.is_recalling = false;
    account.pause = milliseconds{0};
    account.ask_at = {};
}

milliseconds time_until(base::LeaseTime end, base::LeaseTime now) {
    const auto left = std::min(end.boot - now.boot, end.raw - now.raw);
    return std::max(std::chrono::ceil<milliseconds>(left), milliseconds{0});
}

}  // namespace burner::limits
