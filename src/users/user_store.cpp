#include "users/user_store.hpp"

namespace burner::users {

base::Error no_such_user() {
    return {base::ErrorCode::not_found, "User not found"};
}

base::Error email_taken() {
    return {base::ErrorCode::invalid_request, "email belongs to another user"};
}

base::Error last_operator() {
    return {base::ErrorCode::invalid_request, "operator must stay true for the last operator: make another one first"};
}

}  // namespace burner::users
