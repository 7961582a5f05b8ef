#include "storage/database.hpp"

namespace burner::storage {

base::Error storage_unavailable() {
    return {base::ErrorCode::overloaded, "Storage unavailable"};
}

}  // namespace burner::storage
