#include "limits/rate_limit.hpp"

namespace burner::limits {

base::Error rate_limited() {
    return {base::ErrorCode::rate_limited};
}

}  // namespace burner::limits
