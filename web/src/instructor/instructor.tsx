/** Pages behind the admin role. */
export const Instructor = () => null
