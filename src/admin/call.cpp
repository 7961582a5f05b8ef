#include "admin/call.hpp"

#include <utility>

namespace burner::admin {

users::Browser Call::browser() const {
    return {std::string{request.from}, std::string{request.header("User-Agent").value_or("")}};
}

void Call::sign_in(users::NewSignIn begun) {
    signed_in = std::move(begun.signed_in);
    token = std::move(begun.token);
    cookie = Cookie::set;
}

}  // namespace burner::admin
